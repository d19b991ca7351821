import { hasCode } from '@deskstream/kernel';
import type { ToolOutcome } from '@deskstream/port-tools';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import type { Pools, Server } from './destination';
import { withoutSecret } from './secrets';

export interface ToolRequest {
  readonly pools: Pools;
  readonly server: Server;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export type ToolAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly text: string;
      readonly bytes: number;
      readonly truncated: boolean;
    }
  | Exclude<ToolOutcome, { readonly kind: 'done' }>;

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 65_536;

/** One request; redirects are not followed. Its text is free of the server's secret and cut to its limit. */
export const requestOnce = async (
  { pools, server, method, url, headers, body }: ToolRequest,
  signal: AbortSignal,
): Promise<ToolAnswer> => {
  if (signal.aborted)
    return { kind: 'failed', code: 'TOOL.STOPPED', because: 'stopped before the call' };
  try {
    const response = await request(url, {
      dispatcher: pools.for(server),
      signal: AbortSignal.any([signal, AbortSignal.timeout(server.timeoutMs ?? TIMEOUT_MS)]),
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const read = await readUpTo(response.body, server.maxResponseBytes ?? MAX_BYTES);
    const contentType = String(response.headers['content-type'] ?? '');
    const text = withoutSecret(server.auth, read.text);
    return { kind: 'answer', status: response.statusCode, contentType, ...read, text };
  } catch (error) {
    return withoutAnswer(error);
  }
};

/** The rest of a long answer is not waited for. */
const readUpTo = async (
  body: Dispatcher.ResponseData['body'],
  most: number,
): Promise<{ text: string; bytes: number; truncated: boolean }> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    parts.push(part);
    bytes += part.length;
    if (bytes > most) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, most));
  return { text, bytes, truncated: bytes > most };
};

/** Only a connection that was never made proves that nothing was done. */
const withoutAnswer = (error: unknown): ToolAnswer => {
  if (hasCode(error, 'HTTP.PRIVATE_ADDRESS'))
    return {
      kind: 'failed',
      code: 'TOOL.PRIVATE_ADDRESS',
      because: 'the server’s name leads to an address that is not public',
    };
  const because = codeOf(error);
  return NEVER_CONNECTED.has(because)
    ? { kind: 'failed', code: 'TOOL.UNREACHABLE', because }
    : { kind: 'unknown', because };
};

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN_ERROR';
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'UNKNOWN_ERROR';
};

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
