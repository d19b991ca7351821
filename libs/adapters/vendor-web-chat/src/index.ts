export { createWebChatApi } from './web-chat-api';
export type { WebChatApi } from './web-chat-api';
export { createWebChatFeed } from './web-chat-feed';
export type { WebChatFeed } from './web-chat-feed';
export { createWebChatVerification, SESSION_MS } from './web-chat-verification';
export type { WebChatVerification } from './web-chat-verification';
export type { ChatAssignee, ChatEvent, ChatMessage } from './chat-event';
export { SIGNATURE_HEADER, signatureOf } from './signature';
export { webChatWebhooks } from './web-chat-webhooks';
