import { until } from '@deskstream/testing-harness';
import type { RunningProduct } from './running-product';
import { jsonOf } from './running-product';

interface Stored {
  readonly event: { readonly type: string };
}

/** A question as a new conversation at the desk, answered or handed off; its session. */
export const settled = async (
  { simulator, console: api }: RunningProduct,
  text: string,
): Promise<string> => {
  const asked = await fetch(`${simulator}/_control/demo/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const { id } = (await asked.json()) as { id: string };
  const session = `demo/intercom/${id}`;
  const url = `${api}/api/v1/sessions/${encodeURIComponent(session)}/events`;
  const isSettled = async () =>
    (await jsonOf<readonly Stored[]>(url).catch(() => [])).some(
      ({ event }) => event.type === 'MessagesSettled',
    );
  await until(isSettled, { timeoutMs: 30_000, describe: () => `${session} is not settled` });
  return session;
};
