import type { Conversation } from '../state';
import type { Evolutions } from './evolution';
import { errandEnded, same } from './evolution';

/** What is known of the conversation besides its messages: attributes, tags, the customer, reads. */
export const contextEvolutions = {
  AttributesChanged: (state, { data }) => {
    const news = Object.entries(data.attributes).filter(
      ([name]) => data.vendorAt >= (state.attributes[name]?.asOf ?? 0),
    );
    const changed = news.map(([name, value]) => [name, { value, asOf: data.vendorAt }] as const);
    return { ...state, attributes: { ...state.attributes, ...Object.fromEntries(changed) } };
  },
  TagChanged: (state, { data }) =>
    data.vendorAt < (state.tags[data.tag]?.asOf ?? 0)
      ? state
      : {
          ...state,
          tags: {
            ...state.tags,
            [data.tag]: { on: data.change === 'added', asOf: data.vendorAt },
          },
        },
  GapSuspected: same,
  ReadRequested: (state, { id }) => ({ ...state, reading: { commandId: id, again: [] } }),
  ThreadRead: (state, { data }) => readEnded(state, data.commandId),
  ReadFailed: (state, { data }) => readEnded(state, data.commandId),
  ProfileRequested: (state, { id }) => ({
    ...state,
    profiled: true,
    errands: { ...state.errands, [id]: 'profile' },
  }),
  ProfileRead: (state, { data }) => ({ ...state, contact: { ...state.contact, ...data.contact } }),
  ProfileDelivered: (state, { data }) => errandEnded(state, data.commandId),
  ProfileFailed: (state, { data }) => errandEnded(state, data.commandId),
} satisfies Evolutions;

const readEnded = (state: Conversation, commandId: string): Conversation =>
  state.reading?.commandId === commandId ? { ...state, reading: null } : state;
