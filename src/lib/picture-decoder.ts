/**
 * sharp, as every room uses it: only pictures are decoded. What libvips would hand to a renderer of documents (an SVG
 * under the name of a PNG names files, addresses and entities of its own) is of an unknown format here.
 */
import sharp from 'sharp';

sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick'] });

export default sharp;
