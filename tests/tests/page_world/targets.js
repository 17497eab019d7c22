// What is to be pressed and is smaller than 44 px either way. Links amid a sentence may be as high as its line, and the days of
// the history, one tab stop with arrow keys, as narrow as the screen needs them.
const LEAST = 44;

const isAmidText = (element) => element.matches("a") && getComputedStyle(element).display === "inline";
const isDay = (element) => element.closest("[role=toolbar]") !== null;
// What is clipped away until it has the focus is pressed by keys alone.
const isClipped = (element) => getComputedStyle(element).clipPath !== "none";
const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isClipped(element);

const targets = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]");
return [...targets]
  .filter((element) => isShown(element) && !isAmidText(element))
  .map((element) => {
    // A choice is pressed by its label too.
    const boxes = [element, ...(element.matches("[type=radio], [type=checkbox]") ? element.labels : [])];
    const sizes = boxes.map((box) => box.getBoundingClientRect());
    const width = Math.max(...sizes.map((size) => size.width));
    const height = Math.max(...sizes.map((size) => size.height));
    return { element, width, height };
  })
  .filter(({ element, width, height }) => height < LEAST - 0.5 || (width < LEAST - 0.5 && !isDay(element)))
  .map(({ element, width, height }) => `${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);
