import type { Lines } from './line';
import { failedBecause } from './line';

/** What is known of the conversation besides its messages. */
export const contextLines = {
  AttributesChanged: [
    'delivery',
    'plain',
    ({ data }) => `Attributes changed: ${Object.keys(data.attributes).join(', ')}.`,
  ],
  TagChanged: ['delivery', 'plain', ({ data }) => `Tag ${data.tag} was ${data.change}.`],
  GapSuspected: ['delivery', 'warning', ({ data }) => `Something may be missing: ${data.because}.`],
  ReadRequested: ['delivery', 'plain', ({ data }) => `The thread is to be read: ${data.because}.`],
  ThreadRead: [
    'delivery',
    'good',
    ({ data }) =>
      `The thread was read: ${data.messages} entries${data.truncated ? ', not all there are' : ''}.`,
  ],
  ReadFailed: [
    'delivery',
    'bad',
    ({ data }) => `The thread could not be read: ${failedBecause(data)}.`,
  ],
  ProfileRequested: ['delivery', 'plain', () => 'The customer and their company are looked up.'],
  ProfileRead: [
    'delivery',
    'plain',
    ({ data }) =>
      data.companies.length === 0
        ? `No company: ${data.because ?? 'the customer has none'}.`
        : `The customer works at ${data.companies.map(({ name }) => name).join(', ')}.`,
  ],
  ProfileDelivered: ['delivery', 'good', () => 'The customer was looked up.'],
  ProfileFailed: [
    'delivery',
    'bad',
    ({ data }) => `The customer could not be looked up: ${failedBecause(data)}.`,
  ],
} satisfies Lines;
