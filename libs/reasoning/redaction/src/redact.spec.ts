import fc from 'fast-check';
import { redact, restoreStream } from './index';

const one = (text: string): string => redact([text]).texts[0]!;

describe('redaction', () => {
  it.each([
    ['Write to ann.o+help@shop.example, please', 'Write to [EMAIL_1], please'],
    ['é.müller@straße.example', '[EMAIL_1]'],
    ['IBAN DE89 3704 0044 0532 0130 00.', 'IBAN [IBAN_1].'],
    ['GB82WEST12345698765432', '[IBAN_1]'],
    ['card 4111 1111 1111 1111 exp 12/27', 'card [CARD_1] exp 12/27'],
    ['card 4111-1111-1111-1111', 'card [CARD_1]'],
    ['from 192.168.1.20, twice', 'from [IP_1], twice'],
    ['at 2001:db8::8a2e:370:7334 now', 'at [IP_1] now'],
    ['call +49 (0)30 901820-0', 'call [PHONE_1]'],
    ['call (555) 123-4567 or 555-123-4567', 'call [PHONE_1] or [PHONE_2]'],
    ['call 030/9018200', 'call [PHONE_1]'],
    ['call 0044 20 7946 0958', 'call [PHONE_1]'],
    ['customer 1234567890123', 'customer [NUMBER_1]'],
  ])('takes out of %j', (text, expected) => {
    expect(one(text)).toBe(expected);
  });

  it.each([
    'Order 42 of 2026-11-21 at 12:30:45',
    'It costs 1,299.00 EUR, or 10.000.000',
    'version 24.11.3, section [1], [EMAIL_1]',
    'std::vector and C:: and a::',
    'IBAN DE00 WEST 1234 5698 7654 32',
    'within 14 days, 8 am to 6 pm',
    'ref ABC123456789XYZ',
  ])('leaves %j alone', (text) => {
    expect(one(text)).toBe(text);
  });

  it('names the same value alike in all texts, as they appear', () => {
    const { texts, found } = redact(['a@x.example b@x.example', 'b@x.example 4111111111111111']);
    expect(texts).toEqual(['[EMAIL_1] [EMAIL_2]', '[EMAIL_2] [CARD_1]']);
    expect(found).toEqual({ EMAIL: 2, CARD: 1 });
  });

  it('keeps its names when more is said', () => {
    const first = redact(['a@x.example']).texts[0];
    expect(redact(['a@x.example', 'b@x.example']).texts[0]).toBe(first);
  });

  it('cannot be made to reveal somebody by a forged placeholder', () => {
    const { texts, restore } = redact(['I am [EMAIL_1]', 'boss@x.example']);
    expect(texts).toEqual(['I am [EMAIL_1]', '[EMAIL_2]']);
    expect(restore('Hello [EMAIL_1]')).toBe('Hello [EMAIL_1]');
    expect(restore('Hello [EMAIL_9]')).toBe('Hello [EMAIL_9]');
  });
});

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const private_ = fc.oneof(
  fc.emailAddress(),
  fc.ipV4(),
  digits(16),
  digits(11).map((number) => `+49${number}`),
  fc.constantFrom('[EMAIL_1]', '[NUMBER_2]', '[', ']', '[EMAIL_'),
);
const text = fc
  .array(fc.oneof(fc.string(), private_, fc.lorem({ maxCount: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(' '));

describe('whatever the text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const redacted = redact(texts);
        expect(redacted.texts.map(redacted.restore)).toEqual(texts);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes back in pieces, too, wherever it is cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (whole, length) => {
        const redacted = redact([whole]);
        const sent = redacted.texts[0]!;
        const stream = restoreStream(redacted);
        const pieces = Array.from({ length: Math.ceil(sent.length / length) }, (_, at) =>
          stream.push(sent.slice(at * length, (at + 1) * length)),
        );
        expect([...pieces, stream.end()].join('')).toBe(whole);
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds no address, card or long number', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.ipV4(), digits(16), (email, ip, number) => {
        const sent = one(`I am ${email}, ${number} from ${ip}`);
        expect(sent).not.toContain(number);
        expect(sent).not.toContain(ip);
        expect(sent).toMatch(/ from \[IP_1\]$/);
        expect(sent).toContain('[EMAIL_1]');
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const long =
      '0 '.repeat(50_000) + 'a@'.repeat(20_000) + '1.'.repeat(20_000) + 'a'.repeat(100_000);
    expect(redact([long]).texts).toHaveLength(1);
  }, 20_000);
});
