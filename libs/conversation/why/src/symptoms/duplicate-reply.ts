import type { Case } from '../case';
import { all } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const duplicateReply: Symptom = {
  id: 'duplicate-reply',
  title: 'The customer got the same reply twice',
  source: 'S018–S020, S079',
  present: (given) => repeated(given).length > 0,
  checks: [
    (given) => [oneDeliveryEach(given)],
    (given) => [oneQuestionEach(given)],
    (given) => [nobodyElse(given)],
    (given) => [retries(given)],
  ],
};

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** Replies whose text had been delivered before. */
const repeated = (given: Case) => {
  const delivered = new Set(all(given, 'ReplyDelivered').map(({ event }) => event.data.commandId));
  const replies = all(given, 'ReplyRequested').filter(({ event }) => delivered.has(event.id));
  const others = [...all(given, 'BotMessageReceived'), ...all(given, 'TeammateMessageReceived')];
  return [...replies, ...others]
    .sort((a, b) => a.seq - b.seq)
    .filter(({ seq, event }, _index, said) =>
      said.some(
        (earlier) => earlier.seq < seq && plain(earlier.event.data.text) === plain(event.data.text),
      ),
    );
};

const oneDeliveryEach = (given: Case): Finding => {
  const delivered = all(given, 'ReplyDelivered');
  const twice = delivered.find(({ seq, event }) =>
    delivered.some(
      (other) => other.seq < seq && other.event.data.commandId === event.data.commandId,
    ),
  );
  return finding('sent-once', twice === undefined, {
    expected: 'each reply delivered once',
    found:
      twice === undefined ? `${delivered.length} delivered, each once` : 'one was delivered twice',
    evidence: twice ?? delivered.at(-1),
    fix: 'This must not happen: export the session and report it with its id.',
  });
};

/** Two messages with the same words are two questions, and each is answered (S019). */
const oneQuestionEach = (given: Case): Finding => {
  const asked = all(given, 'CustomerMessageReceived');
  const again = asked.find(({ seq, event }) =>
    asked.some(
      (earlier) => earlier.seq < seq && plain(earlier.event.data.text) === plain(event.data.text),
    ),
  );
  return finding('asked-once', again === undefined, {
    expected: 'different questions',
    found:
      again === undefined ? 'different' : 'the customer sent the same words twice, as two messages',
    evidence: again,
    fix: 'Nothing: two messages, two answers. A longer wait (settings waitMs) answers them together.',
  });
};

const nobodyElse = (given: Case): Finding => {
  const repeatedByOthers = repeated(given).find(({ event }) => event.type !== 'ReplyRequested');
  return finding('only-us', repeatedByOthers === undefined, {
    expected: 'nobody else says what the AI said',
    found:
      repeatedByOthers === undefined ? 'nobody' : 'another bot or teammate posted the same text',
    evidence: repeatedByOthers,
    fix: 'Look for a second bot, workflow or automation at the vendor that answers too, and stop one of them.',
  });
};

/** S020: repeats are dropped; many of them still mean that the vendor retries hard. */
const retries = (given: Case): Finding => {
  const dropped = all(given, 'DeliverySuppressed').filter(
    ({ event }) => event.data.because === 'duplicate',
  );
  const most = Math.max(1, ...given.deliveries.map(({ times }) => times));
  const ok = dropped.length < 5 && most < 5;
  return finding('retries-dropped', ok, {
    expected: 'few repeated deliveries, none of them answered',
    found: `${dropped.length} repeats dropped; at most ${most} deliveries of one webhook`,
    evidence: dropped.at(-1),
    fix: 'The vendor retries hard: look at the acknowledgement latency of ingress and at the retry setting at the vendor.',
  });
};
