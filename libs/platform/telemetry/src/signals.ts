/**
 * Names of spans' attributes, after the OpenTelemetry semantic conventions (messaging 1.44, GenAI as of
 * 2026; both still in development) and ours under `deskstream.`. Conversation ids go into spans and log
 * lines, never into metric labels.
 */
export const ATTRIBUTES = {
  messagingSystem: 'messaging.system',
  messagingOperation: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingPartition: 'messaging.destination.partition.id',
  messagingGroup: 'messaging.consumer.group.name',
  messagingMessageId: 'messaging.message.id',
  messagingConversationId: 'messaging.message.conversation_id',
  messagingBatchCount: 'messaging.batch.message_count',
  messagingKafkaOffset: 'messaging.kafka.offset',
  genAiOperation: 'gen_ai.operation.name',
  genAiProvider: 'gen_ai.provider.name',
  genAiConversationId: 'gen_ai.conversation.id',
  genAiRequestModel: 'gen_ai.request.model',
  genAiResponseModel: 'gen_ai.response.model',
  genAiInputTokens: 'gen_ai.usage.input_tokens',
  genAiOutputTokens: 'gen_ai.usage.output_tokens',
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  serverAddress: 'server.address',
  errorType: 'error.type',
  conversation: 'deskstream.conversation',
  workspace: 'deskstream.workspace',
  vendor: 'deskstream.vendor',
  delivery: 'deskstream.delivery.id',
  input: 'deskstream.input.id',
  event: 'deskstream.event.id',
  command: 'deskstream.command.id',
  outcome: 'deskstream.outcome',
} as const;

export interface MetricSignal {
  readonly unit: string;
  readonly description: string;
  /** Upper bounds of a histogram, in `unit`. */
  readonly buckets?: readonly number[];
}

const latency = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Every metric by its name. `count` and `observe` accept others too, without unit and description. */
export const METRICS: Readonly<Record<string, MetricSignal>> = {
  'messaging.client.consumed.messages': {
    unit: '{message}',
    description: 'Records handled, by group',
  },
  'messaging.process.duration': {
    unit: 's',
    description: 'Time of one batch, by group',
    buckets: latency,
  },
  'gen_ai.client.operation.duration': {
    unit: 's',
    description: 'Time of one AI call',
    buckets: latency,
  },
  'deskstream.model.calls': {
    unit: '{call}',
    description: 'Requests to language models, by workspace, provider, model and outcome',
  },
  'deskstream.model.tokens': {
    unit: '{token}',
    description: 'Tokens that language models took in and gave out',
  },
  'deskstream.model.cost': {
    unit: '{currency}',
    description: 'What they cost by the price table of the workspace, by currency',
  },
  'deskstream.webhooks.accepted': { unit: '{delivery}', description: 'Deliveries made durable' },
  'deskstream.webhooks.refused': { unit: '{delivery}', description: 'Deliveries refused, by code' },
  'deskstream.webhooks.accept.duration': {
    unit: 's',
    description: 'From request to durable',
    buckets: latency,
  },
  'deskstream.webhooks.attempt': {
    unit: '{attempt}',
    description: "The vendor's count of tries of each accepted delivery",
    buckets: [1, 2, 3, 5, 10, 20],
  },
  'deskstream.spool.rows': {
    unit: '{delivery}',
    description: 'Deliveries that wait in the spool for the log; alike in every replica',
  },
  'deskstream.spool.bytes': { unit: 'By', description: 'Their size; alike in every replica' },
  'deskstream.spool.oldest': {
    unit: 's',
    description: 'For how long the oldest of them waits; alike in every replica',
  },
  'deskstream.spool.added': { unit: '{delivery}', description: 'Deliveries put into the spool' },
  'deskstream.spool.drained': {
    unit: '{delivery}',
    description: 'Deliveries moved from the spool into the log',
  },
  'deskstream.deliveries.dropped': {
    unit: '{delivery}',
    description: 'Deliveries that repeat a known fact',
  },
  'deskstream.inputs.repeated': {
    unit: '{input}',
    description: 'Inputs that the fold knew already',
  },
  'deskstream.events.decided': { unit: '{event}', description: 'Events appended by decisions' },
  'deskstream.dead_letters': { unit: '{record}', description: 'Records parked, by step' },
  'deskstream.vendor.call.duration': {
    unit: 's',
    description: 'Time of one vendor call',
    buckets: latency,
  },
  'deskstream.knowledge.syncs': {
    unit: '{sync}',
    description: 'Syncs of a source of articles, by result',
  },
  'deskstream.knowledge.articles': {
    unit: '{article}',
    description: 'Articles that syncs found, by what became of them',
  },
  'deskstream.gaps.checks': {
    unit: '{check}',
    description: 'Comparisons of a connection with its help desk, by result',
  },
  'deskstream.gaps.compared': { unit: '{conversation}', description: 'Threads read to compare' },
  'deskstream.gaps.suspected': {
    unit: '{conversation}',
    description: 'Conversations of which something was missed',
  },
  'deskstream.dispatch.calls': {
    unit: '{call}',
    description: 'Requests made of a vendor, by kind and result',
  },
  'deskstream.dispatch.read_backs': {
    unit: '{read}',
    description: 'Looks for the effect of a doubtful call, by what was found',
  },
  'deskstream.dispatch.reports': {
    unit: '{report}',
    description: 'Requests of the log that ended, by result',
  },
  'deskstream.work.delay': {
    unit: 'ms',
    description: 'From due to begun, by group',
    buckets: [10, 50, 100, 500, 1_000, 5_000, 30_000, 60_000, 600_000, 3_600_000],
  },
  'deskstream.log.behind': {
    unit: '{record}',
    description:
      'Records between the own lanes of a group and the end of their topic; marks of transactions count',
  },
  'deskstream.work.open': {
    unit: '{item}',
    description: 'Items that wait, by group, workspace, queue and kind; alike in every replica',
  },
  'deskstream.work.oldest': {
    unit: 's',
    description: 'For how long the longest due of them waits; alike in every replica',
  },
  'deskstream.web_chat.messages': {
    unit: '{message}',
    description: 'Messages that customers wrote in web chats',
  },
  'deskstream.web_chat.replies': {
    unit: '{reply}',
    description: "Persons' replies on tickets, by what became of them",
  },
  'deskstream.notices': {
    unit: '{notice}',
    description: 'Handoffs a channel was to be told of, by outcome',
  },
  'deskstream.batch.size': {
    unit: '{record}',
    description: 'Records in one batch',
    buckets: sizes,
  },
};
