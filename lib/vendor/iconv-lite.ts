import iconv from 'iconv-lite';

export { iconv };
export default iconv;
