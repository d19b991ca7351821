import { applyRecord, emptyHead } from '@deskstream/contracts';
import { longStory } from './long-story';

it('a long story is one whole chain, however it is asked for', () => {
  const story = longStory('acme/intercom/long');
  let head = emptyHead();
  for (const count of [1, 250, 3, 600])
    for (const draft of story.next(count)) {
      const applied = applyRecord(head, draft);
      if (!applied.ok) throw new Error(applied.because);
      head = applied.value.head;
    }
  expect(head.seq).toBe(854);
});
