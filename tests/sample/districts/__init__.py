"""The projects of the fifteen street offices, three offices a file."""

from districts import centre, exports, families, north, south_east, south_west, west

BOOKS = north.BOOKS + centre.BOOKS + south_east.BOOKS + west.BOOKS + south_west.BOOKS + exports.BOOKS + families.BOOKS
