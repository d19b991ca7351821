export { WebChatModule } from './app.module';
export { WebChatConfig } from './config';
export { startWebChat } from './start-web-chat';
export type { RunningWebChat, WebChatOptions } from './start-web-chat';
