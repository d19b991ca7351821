import Type, { type Static } from 'typebox';

/** Part of a text, whatever its case; between slashes a regular expression: `/order \d+/`. */
const Pattern = Type.String({ minLength: 1 });
const Milliseconds = Type.Integer({ minimum: 0, maximum: 3_600_000 });

/** All that is given must hold. */
export const When = Type.Object(
  {
    /** Of the last user message, and only while that is the last message. */
    user: Type.Optional(Pattern),
    system: Type.Optional(Pattern),
    /** The last message is the result of this tool. */
    after: Type.Optional(Type.String({ minLength: 1 })),
    /** Of the tool result that is the last message. */
    toolOutput: Type.Optional(Pattern),
    /** This tool is offered. */
    offers: Type.Optional(Type.String({ minLength: 1 })),
    /** An object of this schema name is asked for; `false`: free text is. */
    output: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Literal(false)])),
    model: Type.Optional(Type.String({ minLength: 1 })),
    /** What is asked of; default `chat`. Of a rule for `embeddings` only status and waits count. */
    endpoint: Type.Optional(Type.Union([Type.Literal('chat'), Type.Literal('embeddings')])),
    /** The nth request, from 1. */
    request: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type When = Static<typeof When>;

/** What the model says, or how it fails. Nothing given: an empty answer. */
export const Act = Type.Object(
  {
    /** `{user}` and `{toolOutput}` stand for what was said last. */
    text: Type.Optional(Type.String()),
    /** Arguments that are a text are sent as they are, well-formed or not. */
    toolCalls: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Type.String({ minLength: 1 }), arguments: Type.Optional(Type.Unknown()) },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
    ),
    /** The object that was asked for; a text is sent as it is, well-formed or not. */
    output: Type.Optional(Type.Unknown()),
    /** The model refuses, in these words. */
    refusal: Type.Optional(Type.String({ minLength: 1 })),
    /** Cut at the most tokens asked for. */
    truncated: Type.Optional(Type.Boolean()),
    /** Answers with this status in place of a reply. */
    status: Type.Optional(Type.Integer({ minimum: 300, maximum: 599 })),
    retryAfterSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    /** The provider's name of the error, as in `context_length_exceeded`. */
    errorCode: Type.Optional(Type.String({ pattern: '^[a-z0-9_.-]{1,64}$' })),
    /** Before anything is answered. */
    firstByteMs: Type.Optional(Milliseconds),
    /** Between pieces of the stream. */
    pieceMs: Type.Optional(Milliseconds),
    /** Characters in a piece of the stream; default 8. */
    pieceLength: Type.Optional(Type.Integer({ minimum: 1 })),
    /** After so many pieces: silence, the connection open. */
    stallAfter: Type.Optional(Type.Integer({ minimum: 0 })),
    /** After so many pieces: the connection is cut. */
    cutAfter: Type.Optional(Type.Integer({ minimum: 0 })),
    /** After so many pieces: a frame that is no JSON. */
    garbleAfter: Type.Optional(Type.Integer({ minimum: 0 })),
    /** After so many pieces: an error in the stream, as an overloaded provider sends it. */
    failAfter: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Default: a token for every four characters. */
    usage: Type.Optional(
      Type.Object(
        { inputTokens: Type.Integer({ minimum: 0 }), outputTokens: Type.Integer({ minimum: 0 }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Act = Static<typeof Act>;

export const Rule = Type.Object(
  {
    when: Type.Optional(When),
    /** The rule counts at most so often; default: always. */
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    then: Act,
  },
  { additionalProperties: false },
);
export type Rule = Static<typeof Rule>;

/** The first rule that holds decides. */
export const Script = Type.Object(
  {
    /** The only key that is good; default: any. */
    apiKey: Type.Optional(Type.String({ minLength: 1 })),
    /** Models that there are; default: any. */
    models: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    rules: Type.Array(Rule),
  },
  { additionalProperties: false },
);
export type Script = Static<typeof Script>;
