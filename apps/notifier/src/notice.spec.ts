import { HANDOFF_CAUSES } from '@deskstream/conversation-domain';
import type { HandoffCause, RecordedEvent } from '@deskstream/conversation-domain';
import { matterOf, noticeOf } from './notice';
import { keyOf } from './testing/events';

const requested = (cause: HandoffCause): RecordedEvent => ({
  id: 'e1',
  at: 0,
  type: 'HandoffRequested',
  data: { cause, messageIds: ['m1'], summary: 'My card 4111', steps: ['unassign'] },
});

const told = (event: RecordedEvent, consoleUrl?: string, key = keyOf('c 1')): string => {
  const matter = matterOf(event);
  return matter === null ? 'nothing' : noticeOf(matter, key, consoleUrl);
};

describe('a notice', () => {
  it('says why a person is needed, and where', () => {
    expect(told(requested('human-requested'), 'https://desk.example.com/')).toBe(
      'A conversation waits for a person, because the customer asked for a person.\n' +
        'Workspace acme, help desk intercom: https://desk.example.com/sessions/acme%2Fintercom%2Fc%25201',
    );
  });

  it('names the session where it is not known where the console is', () => {
    expect(told(requested('guardrail'))).toMatch(/intercom: Session acme\/intercom\/c%201$/);
  });

  it.each(Object.keys(HANDOFF_CAUSES) as HandoffCause[])(
    'has words for %s, and none of the customer',
    (cause) => {
      expect(told(requested(cause))).toContain(HANDOFF_CAUSES[cause]);
      expect(told(requested(cause))).not.toContain('4111');
    },
  );

  it('tells of a handoff that failed by its code alone', () => {
    const data = {
      commandId: 'c',
      attempts: 3,
      code: 'INTERCOM.HTTP_403',
      because: 'ada@example.com',
    };
    const text = told({ id: 'e1', at: 0, type: 'HandoffFailed', data });
    expect(text).toContain('A handoff to people failed (INTERCOM.HTTP_403)');
    expect(text).not.toContain('ada');
  });

  it('has no markup that a name could bring', () => {
    expect(told(requested('operator'), undefined, keyOf('<!channel>', '<b>'))).not.toMatch(/[<>]/);
  });

  it('is not made of any other event', () => {
    const event = { id: 'e1', at: 0, type: 'NoteRequested', data: { text: 'n' } } as const;
    expect(told(event)).toBe('nothing');
  });
});
