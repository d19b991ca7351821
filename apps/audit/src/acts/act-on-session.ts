import type { AnyInput } from '@deskstream/contracts';
import { encodeInput, inputIdOf } from '@deskstream/contracts';
import type { ConversationInput } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import { lineOf } from '@deskstream/conversation-read-models';
import { parsePartitionKey } from '@deskstream/kernel';
import { rulesFor } from '@deskstream/port-settings';
import type { AuditParts } from '../audit';
import { foldTo } from '../queries/events.query';

type Parts = Pick<AuditParts, 'index' | 'settings' | 'clock' | 'log'>;

/** One event that would follow, told. */
export interface Foreseen {
  readonly type: string;
  readonly text: string;
}

/** What the orchestrator would decide now, by deciding it here with the same code; `null`: no such session, or no rules. */
export const foreseeAct = async (
  { index, settings, clock }: Parts,
  key: string,
  act: AnyInput,
): Promise<readonly Foreseen[] | null> => {
  const { workspace = '', vendor = '' } = parsePartitionKey(key) ?? {};
  const inForce = settings.current(workspace);
  const { seq, state } = await foldTo(index, key, Number.MAX_SAFE_INTEGER);
  if (seq === 0 || inForce === null) return null;
  const at = clock.now();
  const input = { ...act, id: 'foreseen', at } as ConversationInput;
  return conversationDecider.decide(input, state, rulesFor(inForce, vendor)).map((event) => ({
    type: event.type,
    text: lineOf({ ...event, id: '', at }).text,
  }));
};

/** Asks for it: the orchestrator decides, and what it decided is in the session's log. */
export const publishAct = async (
  { clock, log }: Pick<Parts, 'clock' | 'log'>,
  key: string,
  act: AnyInput,
): Promise<{ readonly inputId: string }> => {
  const at = clock.now();
  const id = inputIdOf(key, act.type, String(at));
  const envelope = { id, source: '/audit', subject: key, time: at };
  await log.publish([encodeInput({ ...envelope, correlationId: id, causationId: id }, act)]);
  return { inputId: id };
};
