export type { Answerer, Draft, Turn } from './ai.port';
export type {
  Model,
  ModelMessage,
  ModelReply,
  ModelRequest,
  ToolCall,
  ToolSpec,
} from './model.port';
