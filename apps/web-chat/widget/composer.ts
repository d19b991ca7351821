import type { Pending, Storage } from './storage';
import { element, onEnter } from './dom';
import { roomOf } from './room';

export interface Composer {
  readonly form: HTMLFormElement;
  readonly input: HTMLTextAreaElement;
  /** A message that was not taken stands in the field again, before what was written since. */
  giveBack(unsent: Pending | null): void;
  connect(send: (text: string) => void, drafts: Pick<Storage, 'draft' | 'setDraft'>): void;
}

/** Where a message is written. What was typed stays until it is sent: over a reload, and when it is too long. */
export const composer = (): Composer => {
  const input = element('textarea', { rows: '2', 'aria-describedby': 'room' });
  const room = element('p', { class: 'room', id: 'room' });
  const form = element(
    'form',
    {},
    element('label', {}, 'Your message', input),
    element('button', {}, 'Send'),
    room,
  );
  let keep: (text: string) => void = () => undefined;
  let givenBack = '';
  const written = (): void => {
    const { tooLong, words } = roomOf(input.value);
    input.setAttribute('aria-invalid', String(tooLong));
    room.classList.toggle('bad', tooLong);
    // Heard when it becomes too long, not at every character on the way there.
    room.setAttribute('aria-live', tooLong ? 'polite' : 'off');
    room.hidden = words === '';
    room.textContent = words;
    keep(input.value);
  };
  const write = (text: string): void => {
    input.value = text;
    written();
  };
  written();
  return {
    form,
    input,
    giveBack: (unsent) => {
      if (unsent === null || unsent.id === givenBack) return;
      givenBack = unsent.id;
      write([unsent.text, input.value].filter((part) => part !== '').join('\n'));
    },
    connect: (send, drafts) => {
      write(input.value === '' ? drafts.draft() : input.value);
      keep = drafts.setDraft;
      input.addEventListener('input', written);
      onEnter(input, () => form.requestSubmit());
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (text === '' || roomOf(text).tooLong) return;
        write('');
        send(text);
        input.focus();
      });
    },
  };
};
