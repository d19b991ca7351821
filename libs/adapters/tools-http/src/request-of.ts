import type { HttpOperation, HttpToolServer } from '@deskstream/port-settings';
import { withAuth } from '@deskstream/platform-tools';

export interface BuiltRequest {
  readonly method: HttpOperation['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The request of a call; arguments are valid already. */
export const requestOf = (
  { server, operation }: { readonly server: HttpToolServer; readonly operation: HttpOperation },
  {
    args,
    idempotencyKey,
  }: { readonly args: BuiltRequest['args']; readonly idempotencyKey: string | null },
): BuiltRequest => {
  const at = (place: string) =>
    Object.entries(args).filter(
      ([name, value]) => operation.places[name] === place && value !== undefined,
    );
  const url = urlBelow(server.baseUrl, pathOf(operation.path, at('path')));
  for (const [name, value] of at('query'))
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      url.searchParams.append(name, textOf(each));
  const body = at('body');
  const headers = {
    accept: 'application/json, text/plain;q=0.9',
    ...Object.fromEntries(at('header').map(([name, value]) => [name.toLowerCase(), textOf(value)])),
    ...(body.length === 0 ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
  };
  return {
    method: operation.method,
    ...withAuth(server.auth, { url, headers }),
    ...(body.length === 0 ? {} : { body: JSON.stringify(Object.fromEntries(body)) }),
    args,
  };
};

/** Appended, not resolved: no argument can lead out of the base URL. */
export const urlBelow = (base: string, path: string): URL =>
  new URL(`${base.replace(/\/+$/, '')}${path.startsWith('/') ? '' : '/'}${path}`);

const pathOf = (path: string, args: readonly (readonly [string, unknown])[]): string =>
  args.reduce((text, [name, value]) => text.replaceAll(`{${name}}`, segmentOf(value)), path);

/** One segment: dots alone would climb. */
const segmentOf = (value: unknown): string => {
  const text = encodeURIComponent(textOf(value));
  return /^\.+$/.test(text) ? text.replaceAll('.', '%252E') : text;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
