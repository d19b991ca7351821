import type { Attributes, Channel, Contact } from '@deskstream/conversation-domain';

/** The conversation that a tool would be used for. */
export interface ToolContext {
  readonly workspace: string;
  readonly vendor: string;
  readonly conversation: string;
  readonly channel: Channel | null;
  readonly contact: Contact | null;
  readonly attributes: Attributes;
}

/** How a call without a known result is cleared up. */
export type DoubtClearing =
  /** The other side does what carries the same idempotency key once: call again. */
  | 'repeat-with-key'
  /** `lookUp` tells whether it happened. */
  | 'look-up'
  /** Nobody can tell: it is never called again. */
  | 'none';

export interface AvailableTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** A call may change something. Without effects a call may be repeated at will. */
  readonly effects: boolean;
  readonly doubt: DoubtClearing;
  /** Of everything the model is told about the tool (hex); recorded with each call. */
  readonly hash: string;
  readonly policy: ToolPolicy;
}

/** What must be so before a tool with effects is called. */
export interface ToolPolicy {
  /** The customer must have asked for it in their own words. */
  readonly requiresCustomerMessage: boolean;
  /** Words of which one must stand in a message of the customer; empty: any message of theirs will do. */
  readonly askedFor: readonly string[];
  /** Where the values of arguments may come from. `customer`: what the customer wrote or the desk knows of them. */
  readonly argumentsFrom: 'customer' | 'anywhere';
}

export interface ToolInvocation {
  readonly name: string;
  /** As the model wrote them; the toolbox validates them. */
  readonly arguments: unknown;
  readonly context: ToolContext;
  /** Derived from the run and the step: the same for every repetition of this call. */
  readonly idempotencyKey: string;
}

export type ToolOutcome =
  /** `output` is free of the toolbox's own secrets and cut to its limit; `bytes` is what came. */
  | {
      readonly kind: 'done';
      readonly output: string;
      readonly bytes: number;
      readonly truncated: boolean;
    }
  /** It surely did nothing: refused by us (`TOOL.*`) or by the other side (`HTTP.422`). The model is told. */
  | { readonly kind: 'failed'; readonly code: string; readonly because: string }
  /** It may or may not have done something. */
  | { readonly kind: 'unknown'; readonly because: string };

export type ToolLookUp =
  | Extract<ToolOutcome, { readonly kind: 'done' }>
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly because: string };

/** What would be sent, with secrets masked. */
export interface ToolPreview {
  readonly request: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The tools of a workspace. An implementer guarantees: only tools listed for the context can be called;
 * arguments are validated before anything leaves; one call is at most one request (no redirects, no
 * repetition); secrets appear neither in outputs nor in errors. When to call, and whether again, is the
 * caller's.
 */
export interface ToolBox {
  /** Those that may be used in this conversation. Rejects with TOOL.UNAVAILABLE when that cannot be told. */
  list(context: ToolContext): Promise<readonly AvailableTool[]>;
  call(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome>;
  /** Whether the call of this key happened; only of tools whose `doubt` is `look-up`. */
  lookUp(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolLookUp>;
  /** Sends nothing. `null`: no such tool in this context. */
  preview(
    invocation: ToolInvocation,
  ): Promise<ToolPreview | Extract<ToolOutcome, { kind: 'failed' }>>;
}
