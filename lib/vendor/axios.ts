import axios, { isAxiosError } from 'axios';

export type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
export { axios, isAxiosError };
export default axios;
