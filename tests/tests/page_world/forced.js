// What cannot be seen where a system allows only its own few colours: run while they are forced.
const LEAST_OF_TEXT = 4.5;
const LEAST_OF_SHAPES = 3;

const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
const isClear = (colour) => colour === 'none' || parts(colour)[3] === 0;
function lightness(colour) {
  const [red, green, blue] = parts(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(colour, ground) {
  if (isClear(colour)) return 1;
  const [less, more] = [lightness(colour), lightness(ground)].sort((one, other) => one - other);
  return (more + 0.05) / (less + 0.05);
}
function ground(element) {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!isClear(colour)) return colour;
  }
  return 'rgb(255, 255, 255)';
}
const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && getComputedStyle(element).clipPath === 'none';
const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

const found = [];
const complain = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
const isLine = (width, style, colour, upon, least) => style !== 'none' && parseFloat(width) >= least && contrast(colour, upon) >= LEAST_OF_SHAPES;

// Where something is pressed or typed into.
for (const element of all('button, input:not([type=checkbox], [type=radio]), textarea, select')) {
  const style = getComputedStyle(element);
  if (!isLine(style.borderBlockEndWidth, style.borderBlockEndStyle, style.borderBlockEndColor, ground(element.parentElement), 1)) complain('no border', element);
}
// Which one is chosen.
for (const element of all('button[aria-pressed=true], button[aria-current]')) {
  const style = getComputedStyle(element);
  if (!isLine(style.outlineWidth, style.outlineStyle, style.outlineColor, ground(element.parentElement), 2)) complain('not seen to be chosen', element);
}
// Where the focus is.
for (const element of all('a[href], button, input, textarea, select, summary')) {
  element.focus();
  const style = getComputedStyle(element);
  if (document.activeElement === element && !isLine(style.outlineWidth, style.outlineStyle, style.outlineColor, ground(element.parentElement), 2)) complain('no ring', element);
}
document.activeElement?.blur();
// What a level means: its shape, and its word. The signs of what is to be heeded.
for (const element of all('.mark, .bar, .sign-shape, .sign-stroke')) {
  const { fill, stroke, width } = getComputedStyle(element);
  const drawn = element.matches('.mark, .bar') ? fill : stroke;
  if (width === '0px' || contrast(drawn, ground(element)) < LEAST_OF_SHAPES) complain('no shape', element);
}
for (const element of all('.level, .preset, .preview')) {
  if (element.querySelector('.mark') && !element.innerText.trim()) complain('a shape without a word', element);
}
for (const element of all('body *')) {
  const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (says && contrast(getComputedStyle(element).color, ground(element)) < LEAST_OF_TEXT) complain('pale words', element);
}
return found;
