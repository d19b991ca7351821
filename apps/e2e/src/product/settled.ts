import { until } from '@deskstream/testing-harness';
import type { RunningProduct } from './running-product';
import { jsonOf } from './running-product';

interface Stored {
  readonly event: { readonly type: string };
}

interface Status {
  readonly groups: readonly { readonly lag: number }[];
}

/**
 * A question as a new conversation at the desk, answered or handed off; its session. What was said
 * and noted has come back from the desk, and everybody has read everything.
 */
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
  const isSettled = async () => {
    const events = await jsonOf<readonly Stored[]>(url).catch(() => []);
    const times = (type: RegExp) => events.filter(({ event }) => type.test(event.type)).length;
    if (times(/^MessagesSettled$/) === 0) return false;
    if (times(/^EchoRecognised$/) < times(/^(Reply|Note)Delivered$/)) return false;
    const { groups } = await jsonOf<Status>(`${api}/api/v1/status`);
    return groups.every(({ lag }) => lag === 0);
  };
  await until(isSettled, { timeoutMs: 90_000, describe: () => `${session} is not settled` });
  return session;
};
