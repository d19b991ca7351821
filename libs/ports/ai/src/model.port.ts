/** One turn of the exchange with a language model. Tool results follow the assistant turn that asked for them. */
export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly output: string;
      readonly failed: boolean;
    };

/** What the model asks to be done. `arguments` is as the model wrote it: not validated. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ToolSpec[];
  /** Asks for one JSON object of this schema in place of free text. */
  readonly output?: {
    readonly name: string;
    readonly schema: Readonly<Record<string, unknown>>;
  };
  readonly maxOutputTokens: number;
}

export interface ModelReply {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** The object that `output` asked for; valid against its schema. */
  readonly output?: unknown;
  readonly stop: 'end' | 'tool-calls' | 'length' | 'refused';
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  /** As the provider names what really answered. */
  readonly model: string;
  /** By the workspace's price table, in millionths of `currency`; left out where it names no price. */
  readonly cost?: { readonly micros: number; readonly currency: string };
}

export interface CompleteOptions {
  readonly signal: AbortSignal;
  readonly onText?: (delta: string) => void;
  /** Another try, or another model, begins: what `onText` brought so far is void. */
  readonly onRestart?: () => void;
}

/**
 * One request to a language model: streamed where the provider can, never repeated by the adapter.
 * Errors: MODEL.UNAVAILABLE, MODEL.RATE_LIMITED and MODEL.TIMED_OUT (worth another try),
 * MODEL.UNAUTHORIZED, MODEL.BAD_REQUEST, MODEL.TOO_LONG, MODEL.MALFORMED (not what was asked for),
 * MODEL.BUDGET_EXHAUSTED (no call was made). An abort rejects with the signal's reason.
 */
export interface Model {
  /** Recorded with each call: `openai-compatible/gpt-5-mini`. */
  readonly name: string;
  complete(request: ModelRequest, options: CompleteOptions): Promise<ModelReply>;
}
