import { init } from 'echarts';

export type { EChartsOption } from 'echarts';
export { init };
