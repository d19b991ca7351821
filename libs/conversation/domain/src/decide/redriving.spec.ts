import { Chat } from '../testing/chat';

const gaveUp = { kind: 'failed', code: 'DISPATCH.GAVE_UP', because: 'away' } as const;

/** The note of a handoff was given up; the handoff went on without it. */
const noteGivenUp = () => {
  const chat = new Chat();
  chat.asked('m1');
  chat.unsure();
  chat.reported('NoteRequested', gaveUp);
  return chat;
};

describe('a given-up request that is redriven (S035, S093)', () => {
  it('is asked for again, under a new id, with where to look first', () => {
    const chat = noteGivenUp();
    const commandId = chat.newest('NoteRequested').id;
    const lookFrom = chat.at - 5;
    expect(chat.hears('DispatchRedriven', { commandId, kind: 'note', lookFrom })).toEqual([
      'RedriveRequested',
    ]);
    const { id, data } = chat.newest('RedriveRequested');
    expect(data).toEqual({ commandId, kind: 'note', lookFrom });
    expect(id).not.toBe(commandId);
    expect(chat.delivered('RedriveRequested', 'p9')).toEqual(['RedriveDelivered']);
    expect(chat.state.errands).toEqual({});
    expect(chat.state.posted).toContain('p9');
  });

  it('that fails again, or is kept back, says so and changes nothing else', () => {
    const chat = noteGivenUp();
    const redrive = { commandId: chat.newest('NoteRequested').id, kind: 'note' };
    chat.hears('DispatchRedriven', redrive);
    expect(chat.reported('RedriveRequested', gaveUp)).toEqual(['RedriveFailed']);
    chat.hears('DispatchRedriven', redrive);
    const withheld = { kind: 'withheld', because: 'person-owns' } as const;
    expect(chat.reported('RedriveRequested', withheld)).toEqual(['RedriveWithheld']);
  });

  it('is no reply any more once it was handed to people, or while another answer is made', () => {
    const chat = new Chat();
    chat.asked('m1');
    chat.answers();
    const { id: commandId } = chat.newest('ReplyRequested');
    const redrive = { commandId, kind: 'reply' };
    expect(chat.hears('DispatchRedriven', redrive)).toEqual(['InputIgnored']);
    chat.reported('ReplyRequested', gaveUp);
    expect(chat.hears('DispatchRedriven', redrive)).toEqual(['InputIgnored']);
    chat.assigned('teammate');
    expect(chat.hears('DispatchRedriven', redrive)).toEqual(['InputIgnored']);
  });
});
