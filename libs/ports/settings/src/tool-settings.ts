/** What a request carries to prove who sends it. */
export type ToolAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly secret: string }
  | { readonly kind: 'header'; readonly name: string; readonly secret: string }
  | { readonly kind: 'query'; readonly name: string; readonly secret: string };

/** What an administrator says about one tool; left out, the tool's own nature decides. */
export interface ToolRule {
  /** Default: everything but GET and HEAD has effects, and so has every tool of MCP that does not say otherwise. */
  readonly effects?: boolean;
  /** Default true: a tool with effects needs a message of the customer. */
  readonly requiresCustomerMessage?: boolean;
  /** Words of which one must stand in a message of the customer. */
  readonly askedFor?: readonly string[];
  /** Default `customer`. */
  readonly argumentsFrom?: 'customer' | 'anywhere';
  /** Only in conversations of these channels, vendors, and with these values of attributes. */
  readonly channels?: readonly string[];
  readonly vendors?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** The server does what carries the same `Idempotency-Key` once. */
  readonly repeatable?: boolean;
  /** Path of a GET that says whether a call happened, as in `/refunds/by-key/{idempotencyKey}`: 404 says no. */
  readonly lookUpPath?: string;
}

export interface HttpOperation {
  readonly name: string;
  readonly description: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the server's base URL, as in `/orders/{id}`. */
  readonly path: string;
  /** JSON Schema of all arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Where each argument goes. */
  readonly places: Readonly<Record<string, 'path' | 'query' | 'header' | 'body'>>;
  /** The document declares an `Idempotency-Key` header. */
  readonly idempotent?: boolean;
}

interface ToolServer {
  readonly name: string;
  readonly auth: ToolAuth;
  /** Hosts that may be called besides the URL's own. */
  readonly allowedHosts?: readonly string[];
  /** Default false: only public addresses are called. */
  readonly allowPrivateAddresses?: boolean;
  /** Default 10 000. */
  readonly timeoutMs?: number;
  /** Of one answer; default 65 536. */
  readonly maxResponseBytes?: number;
}

export interface HttpToolServer extends ToolServer {
  readonly baseUrl: string;
  readonly operations: readonly HttpOperation[];
}

/** A tool of an MCP server as an administrator accepted it; if the server tells something else, it is not used. */
export interface AcceptedMcpTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly effects: boolean;
  /** Of name, description, parameters and annotations (hex). */
  readonly hash: string;
}

export interface McpToolServer extends ToolServer {
  /** Of its Streamable HTTP endpoint. */
  readonly url: string;
  readonly tools: readonly AcceptedMcpTool[];
}

/** The tools of a workspace. */
export interface ToolSettings {
  readonly http: readonly HttpToolServer[];
  readonly mcp: readonly McpToolServer[];
  /** By the tool's name. */
  readonly rules: Readonly<Record<string, ToolRule>>;
  /** What one run may use up. */
  readonly limits?: {
    readonly modelCalls?: number;
    readonly toolCalls?: number;
    readonly seconds?: number;
    readonly tokens?: number;
  };
  /** Hosts that replies may link to besides those of the articles. */
  readonly linkHosts?: readonly string[];
}
