import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi } from '@deskstream/contracts';
import { breaking } from './breaking';

const page = join(import.meta.dirname, '../../docs/reference/asyncapi.json');

interface Document {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Messages> }>>;
}
type Messages = Record<string, { readonly 'x-schemaversion': number; readonly payload: unknown }>;

describe('docs/reference/asyncapi.json', () => {
  const wanted = JSON.parse(JSON.stringify(asyncApi())) as Document;

  it('S099: a type that was published still says what it said, unless its version was counted up', () => {
    expect(brokenBy(read(), wanted)).toEqual([]);
  });

  it('is made from the contracts; with UPDATE_DOCS=1 this test writes it anew', () => {
    if (process.env['UPDATE_DOCS'] === '1' && brokenBy(read(), wanted).length === 0)
      writeFileSync(page, `${JSON.stringify(wanted, null, 2)}\n`);
    expect(read()).toEqual(wanted);
  });
});

const read = (): Document => JSON.parse(readFileSync(page, 'utf8')) as Document;

const brokenBy = (stands: Document, wanted: Document): readonly string[] =>
  Object.entries(stands.channels).flatMap(([topic, { messages }]) =>
    Object.entries(messages).flatMap(([type, before]) => {
      const after = wanted.channels[topic]?.messages[type];
      if (after === undefined) return [`${topic} ${type} is gone`];
      if (after['x-schemaversion'] > before['x-schemaversion']) return [];
      return breaking(before.payload, after.payload).map((problem) => `${type}: ${problem}`);
    }),
  );
