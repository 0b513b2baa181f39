import { APIError, AzureOpenAI, OpenAI } from 'openai';

export type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from 'openai/resources/chat/completions';
export { APIError, AzureOpenAI, OpenAI };
