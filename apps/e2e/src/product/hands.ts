import type { Locator, Page } from 'playwright-core';

/** How a person works on a page: with the mouse, or by the keyboard alone. */
export interface Hands {
  type(field: Locator, text: string): Promise<void>;
  press(button: Locator): Promise<void>;
  /** A radio button. */
  choose(option: Locator): Promise<void>;
}

export const mouse: Hands = {
  type: (field, text) => field.fill(text),
  press: (button) => button.click(),
  choose: (option) => option.check(),
};

const MOST_TABS = 60;

/** Tab until the focus is there, as one does who cannot use a mouse. */
export const keyboardOn = (page: Page): Hands => {
  const isFocused = (wanted: Locator) =>
    wanted.evaluate((element) => element === element.ownerDocument.activeElement);
  const reach = async (wanted: Locator): Promise<void> => {
    // Nobody tabs to what cannot be pressed yet: this waits until it can, and presses nothing.
    await wanted.click({ trial: true });
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await isFocused(wanted)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${MOST_TABS} tabs did not reach ${String(wanted)}`);
  };
  /** Of a group of radio buttons, Tab reaches one; arrows reach the others. */
  const reachOption = async (wanted: Locator): Promise<void> => {
    const name = (await wanted.getAttribute('name')) ?? '';
    const isInGroup = () =>
      page.evaluate<boolean>(`document.activeElement?.name === ${JSON.stringify(name)}`);
    for (let tabs = 0; tabs < MOST_TABS && !(await isInGroup()); tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let arrows = 0; arrows < MOST_TABS; arrows += 1) {
      if (await wanted.isChecked()) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`arrows did not reach ${String(wanted)}`);
  };
  return {
    type: async (field, text) => {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    press: async (button) => {
      await reach(button);
      await page.keyboard.press('Enter');
    },
    choose: reachOption,
  };
};
