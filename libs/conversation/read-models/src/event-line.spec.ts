import type { EventType, RecordedEvent } from '@deskstream/conversation-domain';
import { eventSchemas } from '@deskstream/conversation-domain';
import { arbitraryOf } from '@deskstream/testing-spec';
import fc from 'fast-check';
import { lineOf } from './index';

const words = fc.constantFrom('word', 'two words', 'كلمة 😀', '<b>');
const types = Object.keys(eventSchemas) as EventType[];

describe('the line of an event', () => {
  it.each(types)('tells every %s in one sentence, whatever it holds', (type) => {
    const data = arbitraryOf(eventSchemas[type], words);
    fc.assert(
      fc.property(data, (any) => {
        const event = { id: 'ev_1', at: 1_790_000_000_000, type, data: any } as RecordedEvent;
        const { text } = lineOf(event);
        expect(text).toMatch(/^\S.*[.!?…]$/su);
        expect(text).not.toMatch(/\b(undefined|NaN)\b|\[object /);
      }),
      { numRuns: 50 },
    );
  });
});
