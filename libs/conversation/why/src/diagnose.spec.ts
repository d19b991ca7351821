import { Chat } from '@deskstream/conversation-domain/testing';
import { diagnose, SYMPTOMS } from './index';
import { caseOf, causeOf, failed } from './testing/case-of';

describe('why a handoff left the conversation with the AI', () => {
  const handingOff = () => {
    const chat = new Chat().asked();
    chat.unsure();
    chat.delivered('NoteRequested');
    return chat;
  };

  it('Given a rule took it back, Then who and how fast (S016, S078)', () => {
    const chat = handingOff();
    const assignee = { kind: 'ai', id: 'a1' } as const;
    chat.reported('UnassignRequested', { kind: 'contested', assignee, by: 'rule 7', afterMs: 340 });
    expect(causeOf('handoff-kept', caseOf(chat))).toMatchObject({
      check: 'given-back',
      found: 'rule 7 assigned it to ai a1 0.3 s after our call',
    });
  });

  it('Given our call failed, Then that, and not the vendor (S077)', () => {
    const chat = handingOff();
    chat.reported('UnassignRequested', failed);
    expect(causeOf('handoff-kept', caseOf(chat))?.check).toBe('our-call');
  });
});

describe('why the customer got the same reply twice', () => {
  it('Given the customer asked twice in the same words, Then that (S019, S079)', () => {
    const chat = new Chat().asked('m1');
    chat.answers();
    chat.delivered('ReplyRequested');
    chat.asked('m2');
    chat.answers();
    chat.delivered('ReplyRequested');
    expect(causeOf('duplicate-reply', caseOf(chat))?.check).toBe('asked-once');
  });

  it('Given another bot says the same, Then that bot', () => {
    const chat = new Chat().asked('m1');
    chat.answers();
    chat.delivered('ReplyRequested');
    const { text } = chat.newest('ReplyRequested').data;
    chat.hears('BotWrote', { messageId: 'b1', text, author: { id: 'b' }, vendorAt: chat.at });
    expect(causeOf('duplicate-reply', caseOf(chat))?.check).toBe('only-us');
  });
});

describe('a diagnosis', () => {
  it('puts what the session shows first, and throws on nothing', () => {
    const chat = new Chat();
    chat.customer('m1');
    const [first] = diagnose(caseOf(chat));
    expect(first?.present).toBe(true);
    expect(diagnose(caseOf(new Chat(), { connection: null, settings: null }))).toHaveLength(
      SYMPTOMS.length,
    );
  });
});
