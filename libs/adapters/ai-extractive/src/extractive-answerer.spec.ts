import { describe, expect, it } from '@jest/globals';
import type { Turn } from '@deskstream/port-ai';
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
  score: 3,
  ...fields,
});

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
      passage({ articleId: 'import', score: 2.9 }),
    ]);
    expect(alone.confidence).toBeGreaterThan(contested.confidence);
  });

  it('looks a short question up together with what was said before', () => {
    const turns: Turn[] = [
      customer('My export is stuck'),
      { role: 'assistant', text: 'Which?' },
      customer('the PDF'),
    ];
    expect(answerer.query(turns)).toMatch(/export.*pdf/);
  });
});
