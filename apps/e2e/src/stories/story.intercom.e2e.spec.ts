import { tellStory } from './story.suite';

const WRITE = 'POST /conversations/:id/reply';
const TAG = 'POST /conversations/:id/tags';
const PART = 'POST /conversations/:id/parts';

tellStory({
  vendor: 'intercom',
  reply: { sent: [WRITE], executed: ['reply'] },
  contest: [{ on: 'unassign', do: { kind: 'assign', to: 'ai' } }],
  tellsWhoTookItBack: true,
  contestedHandoff: {
    sent: [WRITE, 'POST /tags', TAG, PART],
    executed: ['note', 'create-tag', 'tag', 'unassign', 'unassign', 'unassign'],
  },
  handoff: { sent: [WRITE, TAG, PART], executed: ['note', 'tag', 'unassign'] },
  resolution: { sent: [WRITE, PART], executed: ['note', 'close'] },
});
