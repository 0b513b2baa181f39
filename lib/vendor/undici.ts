export { Agent, ProxyAgent, Response, fetch } from 'undici';
export type { Dispatcher, RequestInfo, RequestInit } from 'undici';
