import { buildWeeklyCrowding as build, type WeeklyCrowdingRequest } from './weekly-crowding';

export const buildWeeklyCrowding = ({ week, ...rest }: Omit<WeeklyCrowdingRequest, 'weekOf'> & { week: string }): ReturnType<typeof build> => build({ ...rest, weekOf: week });
