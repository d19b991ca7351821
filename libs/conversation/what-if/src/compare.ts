import type { Account, MessageAccount } from './lane/account';

export type ChangeKind = 'verdict' | 'outcome' | 'handoff' | 'reply' | 'withheld' | 'effects';

/** One decision that would have been another. */
export interface Change {
  /** `null`: about the session. */
  readonly messageId: string | null;
  readonly what: ChangeKind;
  readonly recorded: string;
  /** Of the baseline lane, where that was asked again. */
  readonly baseline?: string;
  readonly candidate: string;
}

/** From the message to the same outcome (ms); a change of it alone is no changed decision. */
export interface Timing {
  readonly messageId: string;
  readonly recordedMs: number;
  readonly candidateMs: number;
}

export interface Compared {
  readonly changes: readonly Change[];
  readonly timings: readonly Timing[];
}

/** Message by message, then what else was asked of the help desk. */
export const compareAccounts = (recorded: Account, candidate: Account): Compared => {
  const others = new Map(candidate.messages.map((message) => [message.messageId, message]));
  const pairs = recorded.messages.flatMap((message) => {
    const other = others.get(message.messageId);
    return other === undefined ? [] : [[message, other] as const];
  });
  return {
    changes: [
      ...pairs.flatMap(([was, is]) => changesOf(was, is)),
      ...effectsOf(recorded.effects, candidate.effects),
    ],
    timings: pairs.flatMap(([was, is]) => timingOf(was, is)),
  };
};

const FIELDS = ['verdict', 'outcome', 'handoff', 'reply', 'withheld'] as const;

const changesOf = (was: MessageAccount, is: MessageAccount): readonly Change[] =>
  FIELDS.filter((what) => was[what] !== is[what]).map((what) => ({
    messageId: was.messageId,
    what,
    recorded: was[what],
    candidate: is[what],
  }));

const effectsOf = (was: readonly string[], is: readonly string[]): readonly Change[] => {
  const recorded = missingFrom(was, is).join(', ');
  const candidate = missingFrom(is, was).join(', ');
  return recorded === candidate ? [] : [{ messageId: null, what: 'effects', recorded, candidate }];
};

/** Counted: what is there twice and once in the other is missing once. */
const missingFrom = (these: readonly string[], those: readonly string[]): readonly string[] => {
  const left = [...those];
  return these.filter((effect) => {
    const place = left.indexOf(effect);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
};

const timingOf = (was: MessageAccount, is: MessageAccount): readonly Timing[] => {
  if (was.settledAt === null || is.settledAt === null || was.outcome !== is.outcome) return [];
  if (was.settledAt === is.settledAt) return [];
  return [
    {
      messageId: was.messageId,
      recordedMs: was.settledAt - was.at,
      candidateMs: is.settledAt - is.at,
    },
  ];
};
