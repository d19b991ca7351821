import { describe, expect, it } from '@jest/globals';
import type { Draft, Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { createExtractiveAnswerer } from './extractive-answerer';

const answerer = createExtractiveAnswerer();
const go = new AbortController().signal;
const customer = (text: string): Turn => ({ role: 'customer', text });

const passage = (fields: Partial<Passage>): Passage => ({
  articleId: 'exports',
  articleVersion: '1',
  title: 'Exports',
  heading: 'Export all documents',
  text: 'Open Settings and press **Export everything**. The link works for 7 days.',
  score: 0.7,
  ...fields,
});

const sureness = (draft: Draft): number => (draft.kind === 'solved' ? 0 : draft.confidence);

const ask = (text: string, passages: readonly Passage[] = [passage({})]) =>
  answerer.answer({ turns: [customer(text)], passages }, go);

describe('the extractive answerer', () => {
  it('quotes the passage that answers and names its article', async () => {
    expect(await ask('How do I export all my documents?')).toMatchObject({
      kind: 'answer',
      text: expect.stringContaining('press Export everything'),
      sources: [{ articleId: 'exports', title: 'Exports' }],
    });
  });

  it.each([
    'Can I talk to a real person please?',
    'AGENT. human. now.',
    'I want to make a complaint to your manager',
    'Ich möchte mit einem Mitarbeiter sprechen',
    'Quiero hablar con una persona',
    'Je voudrais parler à un conseiller',
  ])('hands over when asked to: %s', async (text) => {
    expect(await ask(text)).toMatchObject({ kind: 'unsure', cause: 'human-requested' });
  });

  it.each(['hello!', 'Thanks a lot', 'are you a robot?', 'that did it, thank you'])(
    'answers %s shortly, without an article',
    async (text) => {
      expect(await ask(text)).toMatchObject({ kind: 'answer', sources: [] });
    },
  );

  it('knows nothing without passages', async () => {
    expect(await ask('Do you have an office in Lisbon?', [])).toMatchObject({
      kind: 'unsure',
      cause: 'no-knowledge',
    });
  });

  it('is surer the further the best article is ahead', async () => {
    const question = 'How do I export all my documents?';
    const alone = await ask(question);
    const contested = await ask(question, [
      passage({}),
      passage({ articleId: 'import', score: 0.68 }),
    ]);
    expect(sureness(alone)).toBeGreaterThan(sureness(contested));
  });

  const embedded = (fields: Partial<Passage>): Passage =>
    passage({ score: 0.75, similarity: 0.7, covered: 0.3, unknown: 0, ...fields });

  it('is sure of a passage that means the question, far ahead of any other article', async () => {
    const near = await ask('How do I export?', [embedded({})]);
    const contested = await ask('How do I export?', [
      embedded({}),
      embedded({ articleId: 'import', score: 0.74 }),
    ]);
    expect(sureness(near)).toBeGreaterThan(0.9);
    expect(sureness(contested)).toBeLessThan(0.7);
  });

  it('doubts an answer to words that no article holds', async () => {
    const about = (unknown: number) =>
      ask('Does it export to Blarg?', [
        embedded({ unknown }),
        embedded({ articleId: 'b', score: 0.7 }),
      ]);
    expect(sureness(await about(0.6))).toBeLessThan(sureness(await about(0)));
  });

  it('hands over when the best passage means something else', async () => {
    const far = [
      embedded({ similarity: 0.35, score: 0.36 }),
      embedded({ articleId: 'b', score: 0.35 }),
    ];
    expect(sureness(await ask('Do you have an office in Lisbon?', far))).toBeLessThan(0.2);
  });

  it('joins passages of the cited article in its order, with steps as steps', async () => {
    const draft = await ask('How do I export all my documents?', [
      passage({ ordinal: 2, text: '1. Open *Settings*\n2. Press [Export](x)\n\n- PDF only' }),
      passage({ articleId: 'other', score: 0.4, text: 'Not this.' }),
      passage({ ordinal: 1, heading: 'Before', text: 'Close all documents.', score: 0.3 }),
    ]);
    expect(draft).toMatchObject({
      text: [
        'Before:\nClose all documents.',
        'Export all documents:\n1. Open Settings\n2. Press Export\n- PDF only',
        'From our help center: Exports',
      ].join('\n\n'),
    });
  });

  it('looks a short question up together with what was said before', () => {
    const turns: Turn[] = [
      customer('My export is stuck'),
      { role: 'assistant', text: 'Which?' },
      customer('the PDF'),
    ];
    expect(answerer.query(turns)).toMatch(/export[^]*PDF/);
  });

  describe('given an answer of the AI, when the customer reacts', () => {
    const reaction = (text: string): Turn[] => [
      customer('How do I export?'),
      { role: 'assistant', text: 'Press Export everything.' },
      customer(text),
    ];
    const react = (text: string) =>
      answerer.answer({ turns: reaction(text), passages: [passage({})] }, go);

    it.each(['Thanks a lot', 'Yes, that worked!', 'Danke', 'it works now, thank you'])(
      'then it is solved: %s',
      async (text) => {
        expect(await react(text)).toEqual({ kind: 'solved' });
        expect(answerer.signals?.(reaction(text))).toMatchObject({ solved: true });
      },
    );

    it.each([
      'thanks, but it still fails',
      'that worked until I restarted',
      'it worked yesterday but not today',
      'Thanks! And how do I import?',
    ])('then it is not solved: %s', async (text) => {
      expect(await react(text)).not.toEqual({ kind: 'solved' });
      expect(answerer.signals?.(reaction(text))).not.toHaveProperty('solved');
    });
  });

  it.each([
    ['How do I export my documents?', 'en', 'neutral'],
    ['Wie kann ich mein Konto löschen, das ist ärgerlich', 'de', 'negative'],
    ['¿Cómo puedo cancelar mi cuenta?', 'es', 'neutral'],
    ['This is RIDICULOUS!! What is going on with my account', 'en', 'angry'],
  ])('notices language and mood of: %s', (text, language, sentiment) => {
    expect(answerer.signals?.([customer(text)])).toEqual({ language, sentiment });
  });

  it('names no language for words that tell none', () => {
    expect(answerer.signals?.([customer('PDF export')])).toEqual({ sentiment: 'neutral' });
  });
});
