export { Chat, settingsWith, T0 } from './chat';
