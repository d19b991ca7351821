import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import { changesBetween, spansOf, turnsOf } from './index';

const numbered = (chat: Chat) => chat.log.map((event, index) => ({ seq: index + 1, event }));

describe('the spans of a session', () => {
  it('Given a question that was answered, Then each second has a name and none is missing', () => {
    const chat = new Chat();
    chat.customer('m1');
    chat.due('answer');
    chat.answers();
    chat.delivered('ReplyRequested');
    const spans = spansOf(numbered(chat));
    expect(spans.map(({ activity, from, to }) => [activity, to - from])).toEqual([
      ['quiet-time', 4_000 + 1_000],
      ['thinking', 1_000],
      ['sending-reply', 1_000],
    ]);
    spans.slice(1).forEach((span, index) => expect(span.from).toBe(spans[index]?.to));
  });

  it('Given a wait that is not over, When it is looked at, Then the span lasts until now', () => {
    const chat = new Chat();
    chat.customer('m1');
    expect(spansOf(numbered(chat), chat.at + 2_500)).toEqual([
      { activity: 'quiet-time', from: chat.at, to: chat.at + 2_500, seq: 3 },
    ]);
  });

  it('Given a person took over, Then the time after it is theirs', () => {
    const chat = new Chat().asked();
    chat.teammate('t1');
    expect(spansOf(numbered(chat), chat.at + 9_000).at(-1)).toMatchObject({
      activity: 'with-a-person',
    });
  });
});

describe('the turns of a session', () => {
  it('Given a burst, an answer and a later question, Then there are two turns', () => {
    const chat = new Chat();
    chat.customer('m1', { text: 'Hello' });
    chat.customer('m2', { text: 'How do I export?' });
    chat.due('answer');
    chat.answers();
    chat.delivered('ReplyRequested');
    chat.customer('m3', { text: 'Thanks, and import?' });
    const turns = turnsOf(numbered(chat), chat.at + 1_000);
    expect(
      turns.map(({ asked, outcomes, endedAt }) => [asked, outcomes, endedAt === null]),
    ).toEqual([
      [['Hello', 'How do I export?'], ['replied'], false],
      [['Thanks, and import?'], [], true],
    ]);
    expect(turns[0]?.answered).toEqual(['On the exports page.']);
  });

  it('Given a message that the AI leaves alone, Then its turn is over at once', () => {
    const chat = new Chat(settingsWith({ enabled: false }));
    chat.customer('m1');
    expect(turnsOf(numbered(chat), chat.at)).toMatchObject([
      { outcomes: ['suppressed'], endedAt: chat.at },
    ]);
  });
});

describe('changes between states', () => {
  it('names each place that differs', () => {
    const before = { status: 'new', timers: {}, known: [] };
    const after = { status: 'open', timers: { answer: { dueAt: 1 } }, known: ['m1'] };
    expect(changesBetween(before, after)).toEqual([
      { path: 'status', before: 'new', after: 'open' },
      { path: 'timers.answer', before: undefined, after: { dueAt: 1 } },
      { path: 'known', before: [], after: ['m1'] },
    ]);
  });
});
