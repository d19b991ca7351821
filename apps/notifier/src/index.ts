export { NotifierModule } from './app.module';
export { openChannel } from './channel';
export type { Channel, ChannelOptions, NoticeFormat, Told } from './channel';
export { NotifierConfig } from './config';
export type { NotifierDeps, Wanted } from './pipeline';
export { startNotifier } from './start-notifier';
export type { NotifierOptions } from './start-notifier';
