import type { Case } from '@deskstream/conversation-why';
import type { ReplyQuestion } from '@deskstream/port-vendor';
import type { AuditParts } from '../audit';
import { eventsOf } from '../queries/events.query';

type Told = Case['events'][number]['event'];
type Said = Extract<Told, { readonly type: 'TeammateMessageReceived' }>;

/** What a person said last, in these sessions; `null`: nothing. */
export const lastReply = async (
  { index }: Pick<AuditParts, 'index'>,
  sessions: readonly string[],
): Promise<ReplyQuestion['reply']> => {
  const said: { readonly event: Said; readonly evidence: string }[] = [];
  for (const key of sessions)
    for await (const { event, partition, offset } of eventsOf(index, key))
      if (isOfPerson(event)) said.push({ event, evidence: `${key} ${partition}/${offset}` });
  const last = said.sort((one, other) => one.event.at - other.event.at).at(-1);
  return last === undefined
    ? null
    : { visibility: last.event.data.visibility, evidence: last.evidence };
};

const isOfPerson = (event: Told): event is Said =>
  event.type === 'TeammateMessageReceived' && !event.data.byAi;
