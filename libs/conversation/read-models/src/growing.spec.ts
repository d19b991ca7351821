import { conversationDecider } from '@deskstream/conversation-domain';
import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import {
  foldingMessages,
  foldingStates,
  foldingTimeline,
  foldingTurns,
  growing,
  messagesOf,
  timelineOf,
  turnsOf,
} from './index';

/** Questions answered, one handed off, and one still open. */
const history = () => {
  const chat = new Chat(settingsWith({ handoff: { repliesInLoop: 100 } }));
  for (let nth = 0; nth < 30; nth += 1) {
    chat.customer(`m${nth}`);
    chat.due('answer');
    chat.answers();
    chat.delivered('ReplyRequested');
  }
  chat.asked('last').unsure();
  return chat.log.map((event, index) => ({ seq: index + 1, event }));
};

const cuts = (events: readonly unknown[]) => [0, 1, 7, 64, 65, 128, events.length];

describe('a projection of a list that grows', () => {
  const events = history();
  const recorded = events.map(({ event }) => event);

  it('sees at each length what it would see from scratch', () => {
    const [messages, timeline, turns] = [
      growing(foldingMessages),
      growing(foldingTimeline),
      growing(foldingTurns),
    ];
    for (const cut of cuts(events)) {
      const now = (events[cut - 1]?.event.at ?? 0) + 500;
      expect(messages(recorded.slice(0, cut))).toEqual(messagesOf(recorded.slice(0, cut)));
      expect(timeline(events.slice(0, cut))).toEqual(timelineOf(events.slice(0, cut)));
      expect(turns(events.slice(0, cut))(now)).toEqual(turnsOf(events.slice(0, cut), now));
    }
  });

  it('leaves what it gave before as it was', () => {
    const messages = growing(foldingMessages);
    const before = messages(recorded.slice(0, 20));
    const copy = structuredClone(before);
    messages(recorded);
    expect(before).toEqual(copy);
  });

  it('begins anew for another list', () => {
    const messages = growing(foldingMessages);
    messages(recorded);
    const other = new Chat().asked('other').log;
    expect(messages(other)).toEqual(messagesOf(other));
  });

  it('reads only what is new', () => {
    let read = 0;
    const count = growing(() => ({ take: () => (read += 1), seen: () => read }));
    count(events.slice(0, 50));
    count(events);
    count(events);
    expect(read).toBe(events.length);
  });
});

describe('the states of a session', () => {
  const events = history();

  it('at any event equal the fold from the first', () => {
    const at = growing(foldingStates)(events);
    let before = conversationDecider.initialState;
    for (const { seq, event } of events) {
      const after = conversationDecider.evolve(before, event);
      expect(at(seq)).toEqual({ before, after });
      before = after;
    }
  });

  it('before the first is the beginning, after the last the end', () => {
    const at = growing(foldingStates)(events);
    expect(at(0).after).toEqual(conversationDecider.initialState);
    expect(at(events.length + 5)).toEqual(at(events.length));
  });
});
