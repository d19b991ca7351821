import type { Decider } from '@deskstream/kernel';
import { deciderSpec, eventBuilder } from './index';

type Event = { readonly type: 'Opened' | 'Closed'; readonly data: { readonly by: string } };
type Command = { readonly type: 'Close'; readonly by: string };

const door: Decider<Command, Event, { readonly open: boolean }, { readonly locked: boolean }> = {
  initialState: { open: false },
  decide: ({ by }, { open }, { locked }) =>
    open && !locked ? [{ type: 'Closed', data: { by } }] : [],
  evolve: (_state, { type }) => ({ open: type === 'Opened' }),
};
const spec = deciderSpec(door, { context: { locked: false } });
const opened = eventBuilder('Opened' as const, { by: 'ann' }, {});

describe('deciderSpec', () => {
  it('compares whole events, types and the state after', () => {
    spec
      .given(opened())
      .when({ type: 'Close', by: 'bob' })
      .then({ type: 'Closed', data: { by: 'bob' } })
      .then('Closed')
      .thenState({ open: false });
  });

  it('says when a rule stays quiet', () => {
    spec.given().when({ type: 'Close', by: 'bob' }).thenNothing();
    spec.given(opened()).when({ type: 'Close', by: 'bob' }, { locked: true }).thenNothing();
  });

  it('shows past, command and both lists when the decision differs', () => {
    const asked = () => spec.given(opened()).when({ type: 'Close', by: 'bob' }).then('Opened');
    expect(asked).toThrow(
      'given  Opened\nwhen   {"type":"Close","by":"bob"}\nthen   Opened …\nbut    Closed {"by":"bob"}',
    );
  });

  it('names the field of the state that differs', () => {
    const asked = () =>
      spec.given(opened()).when({ type: 'Close', by: 'bob' }).thenState({ open: true });
    expect(asked).toThrow('state.open is false, expected true');
  });
});
