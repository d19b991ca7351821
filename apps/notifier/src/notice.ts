import type { HandoffCause, RecordedEvent } from '@deskstream/conversation-domain';
import { HANDOFF_CAUSES } from '@deskstream/conversation-domain';
import type { PartitionKey } from '@deskstream/kernel';

/** Something that people are told of. */
export interface Matter {
  /** Absent: no handoff began, so none of the causes. */
  readonly cause?: HandoffCause;
  readonly says: string;
}

/** What of an event is a matter for people; `null`: nothing. */
export const matterOf = (event: RecordedEvent): Matter | null => {
  if (event.type === 'HandoffRequested') {
    const { cause } = event.data;
    const because = HANDOFF_CAUSES[cause];
    return { cause, says: `A conversation waits for a person, because ${because}.` };
  }
  if (event.type === 'HandoffFailed')
    return { says: `A handoff to people failed (${event.data.code}): take the conversation over.` };
  return null;
};

/**
 * Names the session and nothing of what is in it. The parts of the key stay percent-encoded, so that they
 * mean nothing to the markup of a channel.
 */
export const noticeOf = (
  { says }: Matter,
  key: PartitionKey,
  consoleUrl: string | undefined,
): string => {
  const [workspace = '', vendor = ''] = key.split('/');
  const where =
    consoleUrl === undefined
      ? `Session ${key}`
      : `${consoleUrl.replace(/\/+$/, '')}/sessions/${encodeURIComponent(key)}`;
  return `${says}\nWorkspace ${workspace}, help desk ${vendor}: ${where}`;
};
