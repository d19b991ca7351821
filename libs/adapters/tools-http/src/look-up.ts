import type { HttpToolServer, ToolRule } from '@deskstream/port-settings';
import type { ToolInvocation, ToolLookUp } from '@deskstream/port-tools';
import type { Pools } from '@deskstream/platform-tools';
import { refusalOf, requestOnce, withAuth } from '@deskstream/platform-tools';
import { urlBelow } from './request-of';

interface LookUp {
  readonly pools: Pools;
  readonly found: { readonly server: HttpToolServer; readonly rule: ToolRule };
}

/** Asks the server by the call's key: 2xx says that it happened, 404 that it did not. */
export const lookUp = async (
  { pools, found: { server, rule } }: LookUp,
  { idempotencyKey }: ToolInvocation,
  signal: AbortSignal,
): Promise<ToolLookUp> => {
  if (rule.lookUpPath === undefined) return { kind: 'unreadable', because: 'no look-up is set' };
  const path = rule.lookUpPath.replaceAll('{idempotencyKey}', encodeURIComponent(idempotencyKey));
  const target = withAuth(server.auth, {
    url: urlBelow(server.baseUrl, path),
    headers: { accept: 'application/json' },
  });
  const refusal = refusalOf(server, server.baseUrl, target.url);
  if (refusal !== null) return { kind: 'unreadable', because: refusal.because };
  const answer = await requestOnce({ pools, server, method: 'GET', ...target }, signal);
  if (answer.kind !== 'answer') return { kind: 'unreadable', because: answer.because };
  const { status, text, bytes, truncated } = answer;
  if (status === 404) return { kind: 'absent' };
  return status >= 200 && status < 300
    ? { kind: 'done', output: text, bytes, truncated }
    : { kind: 'unreadable', because: `HTTP ${status}` };
};
