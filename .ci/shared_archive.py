"""Run first by both programs for Windows: their modules lie in one archive beside them, so that not each of
the two carries all of them. build.spec makes it and names this script."""

import os
import sys

import pyimod01_archive
import pyimod02_importers

pyimod02_importers.pyz_archive = pyimod01_archive.ZlibArchiveReader(
    os.path.join(sys._MEIPASS, "modules.pyz"), 0, check_pymagic=True
)
pyimod02_importers._pyz_tree = None
sys.path_importer_cache.clear()  # the finders that are there keep the archive they were made with
