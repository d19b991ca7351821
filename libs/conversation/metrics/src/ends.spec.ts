import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import type { SessionFacts } from './index';
import { aiTookPart, emptyFacts, endOf, measure } from './index';

const factsOf = ({ log }: Chat): SessionFacts =>
  log.reduce((facts, event, index) => measure(facts, { seq: index + 1, event }), emptyFacts);

const quiet = settingsWith({ resolution: { afterQuietMs: 60_000 } });
/** A question that the AI answered. */
const answered = (chat = new Chat()): Chat => {
  chat.asked();
  chat.answers();
  chat.delivered('ReplyRequested');
  return chat;
};
/** A question that the AI handed over. */
const handedOver = (): Chat => {
  const chat = new Chat();
  chat.asked();
  chat.unsure();
  chat.delivered('NoteRequested');
  chat.delivered('UnassignRequested');
  return chat;
};
const close = (chat: Chat): Chat => {
  chat.hears('ConversationClosed', { vendorAt: chat.at });
  return chat;
};
const thanked = (chat = answered()): Chat => {
  chat.asked('m2', { text: 'Thanks, solved!' });
  chat.reasoned({ kind: 'solved' });
  return chat;
};

describe('how a conversation ended', () => {
  it('is resolved by the AI only when the customer said so', () => {
    expect(endOf(factsOf(thanked()))).toBe('resolved-ai');
    expect(endOf(factsOf(close(thanked())))).toBe('resolved-ai');
  });

  it('is assumed, not resolved, when the customer was silent', () => {
    expect(endOf(factsOf(close(answered())))).toBe('assumed-ai');
    const silent = answered(new Chat(quiet));
    silent.due('quiet');
    expect(endOf(factsOf(silent))).toBe('assumed-ai');
  });

  it('is open again when the customer writes again', () => {
    const chat = thanked();
    chat.customer('m3');
    expect(endOf(factsOf(chat))).toBe('open-ai');
    const again = close(answered());
    again.customer('m4');
    expect(endOf(factsOf(again))).toBe('open-ai');
  });

  it('is with people from a handoff on, and resolved with them once a person wrote and it was closed', () => {
    const chat = handedOver();
    expect(endOf(factsOf(chat))).toBe('open-people');
    expect(endOf(factsOf(close(handedOver())))).toBe('closed-unanswered');
    chat.teammate('t1');
    expect(endOf(factsOf(close(chat)))).toBe('resolved-people');
  });

  it('is never the AI’s when a person took over after its answer', () => {
    const chat = answered();
    chat.teammate('t1');
    expect(endOf(factsOf(chat))).toBe('open-people');
    expect(endOf(factsOf(close(chat)))).toBe('resolved-people');
  });

  it('is unanswered when the AI stayed silent and nobody wrote', () => {
    const chat = new Chat(settingsWith({ enabled: false }));
    chat.customer('m1');
    expect(endOf(factsOf(chat))).toBe('open-unanswered');
    expect(aiTookPart(factsOf(chat))).toBe(false);
    expect(endOf(factsOf(close(chat)))).toBe('closed-unanswered');
  });

  it('does not change when a close arrives that is older than what opened it', () => {
    const chat = answered();
    chat.hears('ConversationClosed', { vendorAt: chat.at - 3_600_000 });
    expect(endOf(factsOf(chat))).toBe('open-ai');
  });
});

describe('who took part', () => {
  it('does not count a handoff that an operator asked for as the AI’s', () => {
    const chat = new Chat(settingsWith({ enabled: false }));
    chat.customer('m1');
    chat.hears('OperatorHandedOff', { operator: 'o', reason: 'r' });
    const facts = factsOf(chat);
    expect(facts.handoffs).toMatchObject([{ cause: 'operator' }]);
    expect(aiTookPart(facts)).toBe(false);
  });
});
