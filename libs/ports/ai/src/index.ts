export type { Answerer, Draft, Turn } from './ai.port';
