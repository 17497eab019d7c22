// The first thing that runs on either page. It takes the secret out of the address bar before anything else is loaded, starts the
// page's program, and has the browser keep the page for when there is no network.
//
// It hands on what stood behind the `#`, and looks at none of it but whether it names another host.

const untold = [];
let tell = (what, value) => untold.push([what, value]);

function takeLink() {
  if (location.hash.length < 2) return;
  const address = location.href;
  history.replaceState(history.state, '', location.pathname + location.search);
  tell('link', address);
  dialAhead(address);
}

// A line takes three round trips before it stands, so it is dialled while the program is still on its way: to the page's own
// host, where the relay is unless the link names one behind a slash. Nothing is said over it before the program does. A relay ends a line
// over which nothing is said for ten seconds; before that, the program dials anew.
const LINE_LASTS_MILLISECONDS = 8_000;
// The same as `PATH` and `SUBPROTOCOL` in socket.rs: a line to another address is not taken over, another subprotocol is refused.
const PATH = '/porchlight';
const SUBPROTOCOL = 'porchlight.1';
let line = null;
function dialAhead(address) {
  const isKept = Boolean(navigator.serviceWorker?.controller);
  const link = address.slice(address.indexOf('#'));
  if (line || isKept || location.protocol !== 'https:' || /\/|%2f/i.test(link)) return;
  try {
    const ahead = { socket: new WebSocket(`wss://${location.host}${PATH}`, SUBPROTOCOL), since: performance.now() };
    line = ahead;
    setTimeout(() => line === ahead && takeLine(''), LINE_LASTS_MILLISECONDS);
  } catch (error) {
    // The program will see for itself.
    console.warn(error);
  }
}
function takeLine(address) {
  const ahead = line;
  line = null;
  if (!ahead) return null;
  const { socket, since } = ahead;
  const isGood = socket.readyState <= WebSocket.OPEN && performance.now() - since < LINE_LASTS_MILLISECONDS;
  if (isGood && socket.url === address) return socket;
  socket.close();
  return null;
}

takeLink();
// A link that is opened while the page is: typed into the address bar, or by a messenger.
addEventListener('hashchange', takeLink);

const program = document.querySelector('script[data-program]').dataset.program;
// Each program has files of its own, with what it alone can say.
const textsOf = (file) => fetch(program === 'porchlight-desk' ? `desk-${file}` : file);

// The sentences that the reader most likely reads come together with the program, not after it.
const languages = navigator.languages.map((language) => language.toLowerCase().split(/[-_]/)[0]);
const likely = `texts.${languages.find((language) => ['en', 'ru', 'uk'].includes(language)) ?? 'en'}.txt`;
let early = textsOf(likely);
// Whoever asks for them is told.
early.catch(() => {});

// The browser's offer to install the page is kept for a button of the page's own.
let offer = null;
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offer = event;
  tell('can-install', true);
});
addEventListener('appinstalled', () => {
  offer = null;
  tell('can-install', false);
});

const workers = navigator.serviceWorker;
let registration = null;
let renews = false;

async function keepThePage() {
  const policy = globalThis.trustedTypes?.createPolicy('porchlight', {
    createScriptURL: (url) => {
      if (url !== 'sw.js') throw new TypeError('no script but sw.js');
      return url;
    },
  });
  const wasKept = Boolean(workers.controller);
  registration = await workers.register(policy ? policy.createScriptURL('sw.js') : 'sw.js', { updateViaCache: 'none' });
  const seen = () => registration.waiting && workers.controller && tell('new-version', true);
  seen();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', seen));
  workers.addEventListener('controllerchange', () => {
    if (renews) location.reload();
    else if (wasKept) tell('new-version', true);
  });
  document.addEventListener('visibilitychange', () => {
    // No network: the browser asks again by itself.
    if (!document.hidden) registration.update().catch(() => {});
  });
  // The desk's files are kept from the first visit to the desk on.
  if (program === 'porchlight-desk') (await workers.ready).active.postMessage('keep the desk');
}

// A level that somebody waits for has the line to itself: the page is kept once it stands, or when it is nowhere in sight.
const WAIT_MILLISECONDS = 10_000;
let settled;
const settles = new Promise((resolve) => (settled = resolve));

// What the program hears, and what it may ask for.
globalThis.porchlight = {
  hear(listener) {
    tell = listener;
    for (const [what, value] of untold.splice(0)) tell(what, value);
  },
  takeLine,
  async sentences(file) {
    const answer = await ((file === likely && early) || textsOf(file));
    // An answer is read once.
    early = null;
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.text();
  },
  settled,
  renew() {
    if (!registration?.waiting) return location.reload();
    renews = true;
    registration.waiting.postMessage('take over');
  },
  async install() {
    await offer?.prompt();
    offer = null;
    tell('can-install', false);
  },
  // The program cannot go on. What was saved is whole: loading the page again goes on from there.
  broke(place) {
    console.error(`stopped at ${place}`);
    stop();
  },
  // All that the browser keeps of the page itself.
  async forget() {
    await registration?.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  },
};

// What stands on the page before its program does says what to do without it.
const screen = document.getElementById('screen');
const frame = screen.cloneNode(true);
function stop() {
  document.documentElement.classList.add('cannot-start');
  screen.replaceWith(frame);
}

try {
  const { default: start } = await import(`./${program}.js`);
  await start();
} catch (error) {
  // The link must not be lost with the attempt: a reload tries it again.
  const link = untold.findLast(([what]) => what === 'link');
  if (link) history.replaceState(history.state, '', link[1]);
  stop();
  console.error(error);
}
// A browser that keeps no pages shows this one all the same.
if (workers) {
  if (!workers.controller) {
    setTimeout(settled, WAIT_MILLISECONDS);
    await settles;
  }
  keepThePage().catch((error) => console.warn(error));
}
