import type { ConversationInput, InputType } from '@deskstream/conversation-domain';
import { inputSchemas } from '@deskstream/conversation-domain';
import Type, { type Static } from 'typebox';

const Texts = Type.Array(Type.String({ minLength: 1 }));

export const Expectation = Type.Union([
  Type.Literal('answer'),
  Type.Literal('handoff'),
  Type.Literal('quiet'),
  Type.Literal('suggest'),
]);
export type Expectation = Static<typeof Expectation>;

/** What the world does in a case: everything but timers, answers and reports, which come of the rules. */
export const GIVEN_TYPES = [
  'CustomerWrote',
  'TeammateWrote',
  'BotWrote',
  'AttributesChanged',
  'TagChanged',
  'ProfileRead',
  'ConversationAssigned',
  'ConversationClosed',
  'ConversationReopened',
  'ConversationDeleted',
  'MessageRedacted',
  'OperatorHandedBack',
  'OperatorHandedOff',
  'SessionModeSet',
] as const satisfies readonly InputType[];

interface GivenInput {
  readonly type: (typeof GIVEN_TYPES)[number];
  /** Time (ms since the epoch): rules of office hours depend on it. */
  readonly at: number;
  readonly data: ConversationInput['data'];
}

const Given = Type.Unsafe<GivenInput>(
  Type.Union(
    GIVEN_TYPES.map((type) =>
      Type.Object({ type: Type.Literal(type), at: Type.Integer(), data: inputSchemas[type] }),
    ),
  ),
);

/** One session, frozen: what happened, and what the AI should make of it. */
export const EvaluationCase = Type.Object({
  id: Type.String({ minLength: 1, pattern: '^[\\w.-]+$' }),
  /** Where it was recorded, as workspace/vendor/conversation; its vendor's rules apply. */
  session: Type.String({ pattern: '^[^/]+/[^/]+/.+$' }),
  /** Why it is in the set. */
  note: Type.Optional(Type.String()),
  given: Type.Array(Given, { minItems: 1 }),
  /** Customer message that is judged; the last one without it. */
  message: Type.Optional(Type.String()),
  expect: Expectation,
  /** Articles of which the reply must cite one, by id or title. */
  cite: Type.Optional(Texts),
  /** Words that the reply must have, in any case. */
  mustSay: Type.Optional(Texts),
  mustNotSay: Type.Optional(Texts),
  /** Cause that a handoff must have. */
  cause: Type.Optional(Type.String()),
});
export type EvaluationCase = Static<typeof EvaluationCase>;

export const EvaluationSet = Type.Object({
  version: Type.Literal(1),
  name: Type.String({ minLength: 1 }),
  cases: Type.Array(EvaluationCase),
});
export type EvaluationSet = Static<typeof EvaluationSet>;

/** The case's inputs as the decider takes them. */
export const inputsOf = ({ id, given }: EvaluationCase): readonly ConversationInput[] =>
  given.map(
    ({ type, at, data }, place) => ({ id: `${id}.${place}`, type, at, data }) as ConversationInput,
  );
