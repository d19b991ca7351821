import type { Chat, Said, Shown } from './chat';
import { composer } from './composer';
import { element, trapFocus } from './dom';
import type { Storage } from './storage';
import { styles } from './styles';
import { nodesOf } from './text';

export interface View {
  readonly show: (shown: Shown) => void;
  connect(chat: Chat, storage: Storage): void;
}

/** A button, and a dialog that it opens; both in a shadow, out of reach of the page's styles. */
export const mount = (title: string): View => {
  const root = document.body.appendChild(element('div')).attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const parts = partsOf(title);
  root.append(parts.launch, parts.box);
  let seen = 0;
  let last: Shown | null = null;

  const renderLaunch = (): void => {
    const unread = parts.box.hidden ? repliesIn(last) - seen : 0;
    if (unread === 0) seen = repliesIn(last);
    parts.launch.textContent = unread > 0 ? `${title} (${unread} new)` : title;
  };
  const open = (isOpen: boolean): void => {
    parts.box.hidden = !isOpen;
    parts.launch.hidden = isOpen;
    parts.launch.setAttribute('aria-expanded', String(isOpen));
    renderLaunch();
    parts.log.scrollTop = parts.log.scrollHeight;
    (isOpen ? parts.message.input : parts.launch).focus();
  };
  parts.launch.addEventListener('click', () => open(true));
  parts.close.addEventListener('click', () => open(false));
  trapFocus(root, parts.box, () => open(false));
  return {
    show: (shown) => {
      last = shown;
      render(parts, shown);
      renderLaunch();
    },
    connect: (chat, storage) => connect(parts, chat, storage),
  };
};

const partsOf = (title: string) => {
  const launch = element('button', { type: 'button', class: 'launch' }, title);
  launch.setAttribute('aria-haspopup', 'dialog');
  launch.setAttribute('aria-expanded', 'false');
  const close = element('button', { type: 'button', class: 'plain' }, 'Close');
  const header = element('div', { class: 'head' }, element('h2', { id: 'title' }, title), close);
  const log = element('div', { class: 'log', role: 'log', tabindex: '0' });
  log.setAttribute('aria-live', 'polite');
  log.setAttribute('aria-label', 'Messages');
  const state = element('div', { class: 'state', role: 'status' });
  const email = element('input', { type: 'email', autocomplete: 'email', required: '' });
  const emailForm = element(
    'form',
    {},
    element('label', {}, 'Email, if you want the answer there (optional)', email),
    element('button', {}, 'Save'),
  );
  emailForm.hidden = true;
  const message = composer();
  const box = element('section', { class: 'box', role: 'dialog' }, header, log, state);
  box.append(emailForm, message.form);
  box.setAttribute('aria-modal', 'true');
  box.setAttribute('aria-labelledby', 'title');
  box.hidden = true;
  return { launch, close, log, state, email, emailForm, message, box };
};

type Parts = ReturnType<typeof partsOf>;

const connect = (parts: Parts, chat: Chat, storage: Storage): void => {
  const { message, emailForm, email } = parts;
  message.connect(chat.send, storage);
  emailForm.addEventListener('submit', (event) => {
    event.preventDefault();
    void chat.identify(email.value).then((isTaken) => {
      parts.state.textContent = isTaken ? 'Your email is saved.' : 'That email was not taken.';
      if (!isTaken) return;
      emailForm.hidden = true;
      message.input.focus();
    });
  });
};

/** Only what is new is added, so that a screen reader says each message once. */
const render = ({ log, state, emailForm, message }: Parts, shown: Shown): void => {
  const { messages, pending } = shown;
  const wanted = new Map<string, Wanted>();
  for (const each of messages) wanted.set(each.id, { ...each, isPending: false });
  for (const each of pending) wanted.set(each.id, { ...each, from: 'customer', isPending: true });
  const there = keep(log, wanted);
  for (const [id, said] of wanted) {
    const bubble = there.get(id) ?? log.appendChild(bubbleOf(said));
    bubble.className = said.isPending ? 'customer pending' : said.from;
  }
  if (wanted.size > there.size) log.scrollTop = log.scrollHeight;
  state.textContent = stateOf(shown);
  message.giveBack(shown.unsent);
  emailForm.hidden = shown.identified || messages.length === 0;
};

type Wanted = Said & { readonly isPending: boolean };

/** The bubbles that stay; the others go. */
const keep = (
  log: HTMLElement,
  wanted: ReadonlyMap<string, Wanted>,
): ReadonlyMap<string, HTMLElement> => {
  const there = new Map<string, HTMLElement>();
  for (const child of [...log.children] as HTMLElement[]) {
    const id = child.dataset['id'] ?? '';
    if (wanted.has(id)) there.set(id, child);
    else child.remove();
  }
  return there;
};

const bubbleOf = ({ id, text, from, name }: Said): HTMLElement => {
  const who = { customer: 'You', ai: 'Assistant', teammate: name ?? 'Colleague' }[from];
  const bubble = element('p', {}, element('span', { class: 'who' }, `${who}: `));
  bubble.append(...nodesOf(text));
  bubble.dataset['id'] = id;
  return bubble;
};

const stateOf = ({ messages, pending, owner, offline, refused }: Shown): string => {
  if (offline) return pending.length > 0 ? 'Offline. Trying again …' : 'Connecting …';
  if (refused !== '') return refused;
  if (pending.length > 0) return 'Sending …';
  return turnOf(messages.at(-1)?.from, owner);
};

/** Whose turn it is. */
const turnOf = (last: Said['from'] | undefined, owner: Shown['owner']): string => {
  if (owner !== 'ai') return OWNED[last === 'teammate' ? last : owner];
  return last === 'customer' ? 'The assistant is typing …' : '';
};

const OWNED = {
  nobody: 'A colleague will take over.',
  team: 'A colleague will take over.',
  teammate: 'A colleague is with you.',
} as const;

const repliesIn = (shown: Shown | null): number =>
  shown?.messages.filter(({ from }) => from !== 'customer').length ?? 0;
