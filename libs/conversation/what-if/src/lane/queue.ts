import type { Conversation, ConversationInput } from '@deskstream/conversation-domain';

export interface Expected {
  readonly at: number;
  /** Place in the record; decides between two of the same time. */
  readonly order: number;
  /** The input when its time has come; `null`: nothing waits for it any more. */
  inputFor(state: Conversation): ConversationInput | null;
}

/** What is to come, the earliest first. Of the record none overtakes another. */
export class Queue {
  readonly #expected: Expected[] = [];

  add(expected: Expected): void {
    const place = this.#expected.findLastIndex((other) => !isBefore(expected, other));
    this.#expected.splice(place + 1, 0, expected);
  }

  take(): Expected | null {
    return this.#expected.shift() ?? null;
  }
}

const isBefore = (one: Expected, other: Expected): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
