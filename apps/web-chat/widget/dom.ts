/** An element with attributes and children; text is text. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** Enter sends, Shift+Enter is a new line; Enter that ends an input method's word is neither. */
export const onEnter = (input: HTMLElement, send: () => void): void =>
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });

/** Tab stays in the dialog; Escape leaves it. */
export const trapFocus = (root: ShadowRoot, box: HTMLElement, leave: () => void): void =>
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    }
    if (event.key !== 'Tab') return;
    const stops = [
      ...box.querySelectorAll<HTMLElement>('button,textarea,input,[tabindex],a'),
    ].filter((each) => each.offsetParent !== null);
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (root.activeElement !== from) return;
    event.preventDefault();
    to?.focus();
  });
