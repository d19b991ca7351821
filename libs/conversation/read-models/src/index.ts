export { lineOf } from './event-line';
export type { EventGroup, EventLine } from './event-line';
export { messagesOf } from './messages.projection';
export type { Bubble } from './messages.projection';
export { emptySummary, summarise } from './session-summary.projection';
export type { SessionSummary } from './session-summary.projection';
export { timelineOf } from './timeline.projection';
export type { TimelineEntry } from './timeline.projection';
